import type { ShallowRef } from 'vue';
import type { Answer } from '../history/history';
import { useHistory } from '../history/useHistory';
import type { DistrictMap } from './map';

const HOUR_MS = 3_600_000;

/** The map of a district; it changes with the configuration only. */
export function useMap(district: () => string | null): {
  answer: ShallowRef<Answer<DistrictMap>>;
  askNow: () => Promise<void>;
} {
  return useHistory<DistrictMap>(() => {
    const code = district();
    return code === null ? null : `/api/v1/map/${encodeURIComponent(code)}`;
  }, HOUR_MS);
}
