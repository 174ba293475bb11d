import { computed, ref } from 'vue';

/** What the pages say: Chinese first, English by the button. */

const zh = {
  language: 'English',
  loading: '正在查询…',
  offline: '网络中断，正在自动重试',
  stale: (seconds: number) => `${seconds} 秒前的情况，网络中断，正在自动重试`,
  again: '再试一次',
  failed: '没有应答，请稍后再试',
  tooMany: '操作过于频繁，请稍后再试',
  notFound: '没有找到',
  time: (date: Date) =>
    date.toLocaleString('zh-CN', { dateStyle: 'medium', timeStyle: 'short', hour12: false }),
  date: (date: Date, timeZone: string) =>
    date.toLocaleDateString('zh-CN', { dateStyle: 'full', timeZone }),
  counter: (number: string) => `${number} 号窗口`,
  ticket: {
    title: '我的排队',
    yours: '您的号码',
    ahead: (count: number) => (count === 0 ? '下一位就是您' : `前面还有 ${count} 人`),
    aheadUnknown: '正在为您排队',
    wait: '预计还需等候',
    minutes: (from: number, to: number) => `${from}–${to} 分钟`,
    any: '随时可能叫号，请留在等候区',
    waitUnknown: '等候时间暂无法预计，请留意叫号',
    basis: '一半的人等候不超过前一个数，九成的人不超过后一个数。',
    soon: '快到您了，请回到等候区',
    called: '请到',
    calledNow: '正在叫您的号',
    over: '本号已结束排队',
    overText: '已开始办理、已办结、已取消或已过号。若您刚刚过号，请到窗口或咨询台说明。',
    searched: '正在查找您的号码，新取的号码几秒内就能看到',
    unknown: '查不到这个号码',
    unknownText: '它可能已经办结或取消，也可能大厅的网络暂时中断。号票上的号码仍然有效，请留意叫号。',
    keep: '可以关闭手机屏幕；重新打开本页即可看到最新情况。',
  },
  notice: {
    title: '一次性告知单',
    missing: (count: number) => `还需补充 ${count} 项材料`,
    nothing: '材料已齐全',
    there: '已具备的材料',
    toBring: '需补充的材料',
    committed: (minutes: number) => `承诺办理时间 ${minutes} 分钟`,
    signed: '签名时间',
    issued: '出具时间',
    hash: '内容校验码（SHA-256）',
    hashText: '告知单签名后不可更改；内容有任何改动，校验码都会不同。签名保存在大厅设备上，不上传网络。',
    unknown: '查不到这份告知单',
    unknownText: '刚签名的告知单几秒后就能看到；大厅网络中断时，恢复后自动补上。',
  },
  rate: {
    title: '服务评价',
    question: '请评价本次服务',
    of: (time: string) => `办结时间 ${time}`,
    levels: { 5: '非常满意', 4: '满意', 3: '基本满意', 2: '不满意', 1: '非常不满意' },
    reasons: '原因（可选）',
    words: '留言（可选，号码会被遮盖）',
    send: '提交评价',
    sending: '正在提交…',
    private: '窗口人员看不到是谁评价的。不评价也不影响任何服务。',
    thanks: '谢谢您的评价',
    thanksText: '您的评价已收到。',
    USED: '本次服务已经评价过',
    EXPIRED: '评价时间已过',
    expiredText: '服务结束后 5 个工作日内可以评价。',
    unknown: '这个评价码无效',
    unknownText: '窗口屏幕上较新的评价码会取代旧的，请扫描最新的一个。',
  },
  appointment: {
    title: '预约办事',
    hall: '大厅',
    item: '事项',
    choose: '请选择',
    day: '日期',
    slot: '时段',
    free: (count: number) => `余 ${count}`,
    full: '约满',
    noSlots: '近期没有可约时段',
    noOffers: '目前没有大厅开放预约',
    bring: '需要的材料',
    id: '身份证号（可选）',
    idHint: '填写后，到厅刷身份证或刷脸即可找到预约。号码只用来算出一个匿名标识，不保存、不上传。',
    idWrong: '身份证号应为 18 位',
    make: '确认预约',
    making: '正在预约…',
    taken: '这个时段刚被约满，请另选',
    enough: '同一人最多有 3 个未到期的预约',
    yours: '您的预约',
    show: '到厅后在取号机扫描此码，或输入下面的预约码',
    code: '预约码',
    qr: '预约二维码',
    byCard: '也可以刷身份证取号（已登记人脸的可刷脸）',
    save: '请收藏本页，或记下预约码。当天有效。',
    cancel: '取消预约',
    cancelSure: '确定取消？',
    keep: '不取消',
    CANCELLED: '预约已取消',
    PAST: '预约时间已过',
    another: '再约一个',
    unknown: '查不到这个预约',
    days: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  },
};

export type Words = typeof zh;

const en: Words = {
  language: '中文',
  loading: 'Looking…',
  offline: 'No connection; trying again by itself',
  stale: (seconds) => `As of ${seconds} s ago. No connection; trying again by itself`,
  again: 'Try again',
  failed: 'No answer; please try again later',
  tooMany: 'Too many attempts; please try again later',
  notFound: 'Not found',
  time: (date) =>
    date.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short', hour12: false }),
  date: (date, timeZone) => date.toLocaleDateString('en-GB', { dateStyle: 'full', timeZone }),
  counter: (number) => `counter ${number}`,
  ticket: {
    title: 'My place in line',
    yours: 'Your number',
    ahead: (count) => (count === 0 ? 'You are next' : `${count} ahead of you`),
    aheadUnknown: 'You are in line',
    wait: 'Still to wait, about',
    minutes: (from, to) => `${from}–${to} min`,
    any: 'You may be called any moment; please stay near',
    waitUnknown: 'The wait cannot be foretold now; please listen for your number',
    basis: 'Half of all visitors wait no longer than the first figure, nine of ten no longer than the second.',
    soon: 'Almost your turn; please come back to the waiting area',
    called: 'Please come to',
    calledNow: 'Your number is called',
    over: 'This number no longer waits',
    overText:
      'It is being served, was served, cancelled or missed. If you have just missed your call, please tell a counter or the help desk.',
    searched: 'Looking for your number; a new one shows within seconds',
    unknown: 'This number cannot be found',
    unknownText:
      'It may have been served or cancelled, or the hall has no connection for the moment. The number on your ticket stays valid; please listen for it.',
    keep: 'You may turn the screen off; opening this page again shows how things are.',
  },
  notice: {
    title: 'One-time notice',
    missing: (count) => (count === 1 ? '1 document is missing' : `${count} documents are missing`),
    nothing: 'Nothing is missing',
    there: 'Documents you have',
    toBring: 'Please bring',
    committed: (minutes) => `Handled within ${minutes} minutes`,
    signed: 'Signed',
    issued: 'Issued',
    hash: 'Checksum of the content (SHA-256)',
    hashText:
      'A signed notice cannot be changed; any change would give another checksum. The signature stays on the hall’s device.',
    unknown: 'This notice cannot be found',
    unknownText:
      'One just signed shows within seconds; while the hall has no connection, it follows afterwards.',
  },
  rate: {
    title: 'Rate the service',
    question: 'How was the service?',
    of: (time) => `Ended ${time}`,
    levels: {
      5: 'Very satisfied',
      4: 'Satisfied',
      3: 'Fairly satisfied',
      2: 'Dissatisfied',
      1: 'Very dissatisfied',
    },
    reasons: 'Reasons (optional)',
    words: 'Comment (optional; numbers are masked)',
    send: 'Send',
    sending: 'Sending…',
    private: 'The clerk cannot see who rated. Not rating has no effect on any service.',
    thanks: 'Thank you',
    thanksText: 'Your rating has been received.',
    USED: 'This service has been rated',
    EXPIRED: 'The time for rating is over',
    expiredText: 'A service can be rated within 5 working days after it ended.',
    unknown: 'This code is not valid',
    unknownText: 'A newer code on the window’s screen replaces an older one; please scan the newest.',
  },
  appointment: {
    title: 'Make an appointment',
    hall: 'Hall',
    item: 'Service',
    choose: 'Please choose',
    day: 'Day',
    slot: 'Time',
    free: (count) => `${count} left`,
    full: 'full',
    noSlots: 'No times are free in the next days',
    noOffers: 'No hall takes appointments at present',
    bring: 'Documents needed',
    id: 'Identity number (optional)',
    idHint:
      'With it your identity card or face finds the appointment at the hall. The number is only used to make an anonymous mark; it is neither kept nor passed on.',
    idWrong: 'An identity number has 18 characters',
    make: 'Make the appointment',
    making: 'One moment…',
    taken: 'That time has just been taken; please choose another',
    enough: 'One person has at most 3 appointments at a time',
    yours: 'Your appointment',
    show: 'At the hall, scan this code at the kiosk or type the code below',
    code: 'Appointment code',
    qr: 'QR code of the appointment',
    byCard: 'Your identity card finds it, too (and your face, if registered)',
    save: 'Please bookmark this page or note the code. It is good on that day.',
    cancel: 'Cancel the appointment',
    cancelSure: 'Really cancel?',
    keep: 'Keep it',
    CANCELLED: 'The appointment is cancelled',
    PAST: 'The time of the appointment is over',
    another: 'Make another',
    unknown: 'This appointment cannot be found',
    days: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  },
};

const REMEMBERED = 'hallpulse.language';

export const locale = ref<'zh' | 'en'>(remembered());
export const words = computed(() => (locale.value === 'zh' ? zh : en));

export function switchLanguage(): void {
  locale.value = locale.value === 'zh' ? 'en' : 'zh';
  try {
    localStorage.setItem(REMEMBERED, locale.value);
  } catch {
    // A browser that keeps nothing asks again next time.
  }
  announce();
}

/** The page's own language, for screen readers and for the browser's choice of glyphs. */
export function announce(): void {
  document.documentElement.lang = locale.value === 'zh' ? 'zh-CN' : 'en';
}

function remembered(): 'zh' | 'en' {
  try {
    return localStorage.getItem(REMEMBERED) === 'en' ? 'en' : 'zh';
  } catch {
    return 'zh';
  }
}
