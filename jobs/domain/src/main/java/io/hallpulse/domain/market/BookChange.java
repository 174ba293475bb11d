package io.hallpulse.domain.market;

/**
 * How an event of one entity changes its district's book; travels from the entity to the district.
 *
 * @param recorded when the newest of what is in it was recorded, microseconds
 * @param active by how much the number of active entities grows: −1, 0 or 1
 * @param sums key, amount, key, amount … by which the ledger's sums change
 * @param before the entity as newly registered, as it was counted so far; no numbers for none
 * @param after the same from now on
 * @param caseBefore case of its registration so far, empty for none
 * @param caseAfter the same from now on
 */
public record BookChange(
    String district,
    long recorded,
    int active,
    long[] sums,
    long[] before,
    long[] after,
    String caseBefore,
    String caseAfter) {}
