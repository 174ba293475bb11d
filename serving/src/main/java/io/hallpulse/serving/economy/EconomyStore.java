package io.hallpulse.serving.economy;

import io.hallpulse.schemas.live.LiveCell;
import io.hallpulse.schemas.live.LiveEconomy;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** The figures of market entities as the market job counts them now; they never go back. */
@Singleton
public final class EconomyStore {
  private final Map<String, LiveEconomy> scopes = new ConcurrentHashMap<>();
  private final Map<String, LiveCell> cells = new ConcurrentHashMap<>();
  private final Sinks.Many<Long> news = Sinks.many().multicast().directBestEffort();

  /** Keeps a scope's figures unless newer ones are known. */
  public void offer(LiveEconomy figures) {
    keep(
        scopes,
        "%s/%s/%s".formatted(figures.getDistrict(), figures.getScope(), figures.getScopeId()),
        figures,
        Comparator.comparingLong(LiveEconomy::getVersion).thenComparingLong(LiveEconomy::getAsOf));
    news.tryEmitNext(figures.getVersion());
  }

  /** Keeps a cell of the ledger unless a newer state of it is known. */
  public void offer(LiveCell cell) {
    keep(
        cells,
        "%s/%s/%s/%s"
            .formatted(
                cell.getDistrict(),
                cell.getSubdistrict(),
                cell.getIndustry(),
                cell.getEntityType()),
        cell,
        Comparator.comparingLong(LiveCell::getVersion).thenComparingLong(LiveCell::getAsOf));
  }

  private static <T extends SpecificRecord> void keep(
      Map<String, T> known, String key, T record, Comparator<T> age) {
    known.merge(key, record, (was, is) -> age.compare(was, is) > 0 ? was : is);
  }

  /** The scopes of a district, in the order of their names. */
  List<LiveEconomy> scopes(String district, Predicate<LiveEconomy> wanted) {
    return scopes.values().stream()
        .filter(figures -> figures.getDistrict().equals(district))
        .filter(wanted)
        .sorted(Comparator.comparing(LiveEconomy::getScope).thenComparing(LiveEconomy::getScopeId))
        .toList();
  }

  List<LiveCell> cells(String district, Predicate<LiveCell> wanted) {
    return cells.values().stream()
        .filter(cell -> cell.getDistrict().equals(district))
        .filter(wanted)
        .toList();
  }

  /** Something whenever there may be news. */
  Flux<Long> news() {
    return news.asFlux();
  }
}
