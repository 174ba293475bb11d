import { learn } from '../i18n';
import en from '../locales/health.en';
import zh from '../locales/health.zh';

learn({ zh, en });
