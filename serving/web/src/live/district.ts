import { LocalTime } from './words';

/** Rules and screens use the district's zone; serving does not name another one yet. */
export const districtTime = new LocalTime('Asia/Shanghai');
