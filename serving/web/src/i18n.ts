import { createI18n } from 'vue-i18n';
import en from './locales/en';
import zh from './locales/zh';
import type { Locale } from './live/words';

const REMEMBERED = 'hallpulse.language';

export const i18n = createI18n({
  legacy: false,
  locale: remembered(),
  fallbackLocale: 'zh',
  messages: { zh, en },
});

/** Words of a part of the app that is loaded later than its first page. */
export function learn(words: Record<Locale, Record<string, unknown>>): void {
  i18n.global.mergeLocaleMessage('zh', words.zh);
  i18n.global.mergeLocaleMessage('en', words.en);
}

export function speak(locale: Locale): void {
  i18n.global.locale.value = locale;
  localStorage.setItem(REMEMBERED, locale);
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
