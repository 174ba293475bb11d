import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { districtTime } from '../live/district';
import { useWall } from '../live/wall';

/** The words over numbers that stand still, or null while they are alive. */
export function useFrozenNote(): ComputedRef<string | null> {
  const wall = useWall();
  const { t } = useI18n();
  return computed(() => {
    const mark = wall.watermark.value;
    if (!wall.frozen.value || mark === null) {
      return null;
    }
    const time = districtTime.momentOf(mark.newest.hallMicros / 1000, wall.tick.value.serverMillis);
    return t('watermark.stopped', { time });
  });
}
