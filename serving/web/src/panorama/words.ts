import { learn } from '../i18n';
import en from '../locales/panorama.en';
import zh from '../locales/panorama.zh';

learn({ zh, en });
