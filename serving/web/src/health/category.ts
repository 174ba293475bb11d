import type { Category } from '../live/scores';

/** A category's colours: on a surface with white text, and as a mark beside text. */
const FILL: Record<Category, string> = {
  GREEN: '#1c6a4e',
  BLUE: '#1f5a94',
  YELLOW: '#74600c',
  ORANGE: '#944a0e',
  RED: '#96262c',
};
const MARK: Record<Category, string> = {
  GREEN: '#4ddba4',
  BLUE: '#6db5ff',
  YELLOW: '#ffd84f',
  ORANGE: '#ff9f4a',
  RED: '#ff8078',
};
const NONE = '#22303f';
const NONE_MARK = '#8fa4bd';

export const fillOf = (category: Category | null | undefined): string => (category ? FILL[category] : NONE);
export const markOf = (category: Category | null | undefined): string => (category ? MARK[category] : NONE_MARK);

export const HEATS = ['COLD', 'WARM', 'BUSY', 'HOT', 'OVERLOADED'] as const;
export type Heat = (typeof HEATS)[number];

/** From cold to hot; each step is told apart by its lightness, too. */
const HEAT: Record<Heat, string> = {
  COLD: '#17324f',
  WARM: '#1f5f7a',
  BUSY: '#7a6a1a',
  HOT: '#a3560f',
  OVERLOADED: '#a82a30',
};

export const heatOf = (heat: Heat | null | undefined): string => (heat ? HEAT[heat] : 'transparent');
