import { LocalTime } from './words';

/** Rules and screens use the district's zone; serving does not name another one yet. A desk may stand elsewhere. */
export const ZONE = 'Asia/Shanghai';

export const districtTime = new LocalTime(ZONE);
