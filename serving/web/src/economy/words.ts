import { learn } from '../i18n';
import en from '../locales/economy.en';
import zh from '../locales/economy.zh';

learn({ zh, en });
