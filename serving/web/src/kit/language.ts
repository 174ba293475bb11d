import { ref } from 'vue';

/** The language of a page that has no i18n library: Chinese first, English by the button. */

export type Language = 'zh' | 'en';

const REMEMBERED = 'hallpulse.language';

export const language = ref<Language>(remembered());

export function speak(next: Language): void {
  language.value = next;
  try {
    localStorage.setItem(REMEMBERED, next);
  } catch {
    // A browser that keeps nothing asks again next time.
  }
  announce();
}

/** The page's own language, for screen readers and for the browser's choice of glyphs. */
export function announce(): void {
  document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en';
}

function remembered(): Language {
  try {
    return localStorage.getItem(REMEMBERED) === 'en' ? 'en' : 'zh';
  } catch {
    return 'zh';
  }
}
