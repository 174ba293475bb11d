/** How many faces the halls keep: from 100,000 on somebody must file them. */

export interface Kept { device_id: string; hall_id: string; kept: number; told: string }
export interface Faces { kept: number; filing_duty: 'NONE' | 'NEAR' | 'DUE'; due_from: number; devices: Kept[]; left_out: Kept[] }

export type Duty = Faces['filing_duty'] | 'UNKNOWN';

/**
 * What is known of the duty to file. That there is none is known only from devices that have said their numbers, in an
 * answer that holds; that there is one is not taken back because nobody answers.
 */
export function dutyOf({ filing_duty, devices }: Faces, isStale: boolean): Duty {
  if (filing_duty === 'NEAR' || filing_duty === 'DUE') {
    return filing_duty;
  }
  return filing_duty === 'NONE' && devices.length > 0 && !isStale ? 'NONE' : 'UNKNOWN';
}

/** Grey for what is not known: never the colour of what is well. */
export const TONES: Record<Duty, 'soft' | 'good' | 'warn' | 'bad'> = { NONE: 'good', NEAR: 'warn', DUE: 'bad', UNKNOWN: 'soft' };
