import { createI18n } from 'vue-i18n';
import en from './locales/en';
import zh from './locales/zh';

export type Locale = 'zh' | 'en';

const REMEMBERED = 'hallpulse.language';

export const i18n = createI18n({
  legacy: false,
  locale: remembered(),
  fallbackLocale: 'zh',
  messages: { zh, en },
});

/** Changes the language; a kiosk forgets it again with its visitor. */
export function speak(locale: Locale, remember = true): void {
  i18n.global.locale.value = locale;
  if (remember) {
    localStorage.setItem(REMEMBERED, locale);
  }
  announce(locale);
}

/** The page's own language, for screen readers and for the browser's choice of glyphs. */
export function announce(locale: Locale): void {
  document.documentElement.lang = locale === 'zh' ? 'zh-CN' : 'en';
}

export function spoken(): Locale {
  return i18n.global.locale.value as Locale;
}

function remembered(): Locale {
  return localStorage.getItem(REMEMBERED) === 'en' ? 'en' : 'zh';
}
