/** What the halls' clocks show; a desk may stand elsewhere, its times are theirs. */
export const ZONE = 'Asia/Shanghai';
