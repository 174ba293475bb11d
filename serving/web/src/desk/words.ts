import { computed } from 'vue';
import { language } from '../kit/language';
import en from './words.en';
import zh from './words.zh';

export const words = computed(() => (language.value === 'zh' ? zh : en));
