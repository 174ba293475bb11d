import { afterEach, describe, expect, it } from 'vitest';
import { datumOf, NotJson } from '../src/desk/kit/fields';
import { Refused } from '../src/desk/ask';
import { reasonOf } from '../src/desk/kit/useAsked';
import { useDraft } from '../src/desk/kit/useDraft';
import { refusalText, wordOf } from '../src/desk/codes';
import { choiceOf, nameOf } from '../src/desk/labels';
import { toEdit } from '../src/desk/pages/correction';
import { fieldsOf, valuesFor, type FieldShape } from '../src/desk/pages/reference';
import { changed, readAs, sectionsOf } from '../src/desk/pages/ruleFields';
import { pagesFor } from '../src/desk/session';
import { language } from '../src/kit/language';
import { reasonText } from '../src/kit/reasons';
import { verdictText } from '../src/kit/verdict';
import { LEVELS, reasonsFor } from '../src/phone/reasons';

describe('a form of any datum', () => {
  const item = { item_code: 'i1', committed_minutes: 20, working: true, materials: ['申请书'] };
  const shape = (name: string, kind: FieldShape['kind'], needed = true): FieldShape => ({ name, kind, needed, choices: null });
  const shapes = [
    shape('item_code', 'text'),
    shape('committed_minutes', 'number', false),
    shape('working', 'check'),
    shape('materials', 'json', false),
    shape('introduction', 'text', false),
  ];
  const fields = fieldsOf('item', shapes);

  it('asks for every field that there may be, by its label, its unit and its hint', () => {
    expect(fields.map(({ kind }) => kind)).toEqual(['text', 'number', 'check', 'json', 'long']);
    expect(fields.map(({ label }) => label)).toEqual(['事项编码', '承诺办理时间（分钟）', '工作日', '所需材料', '介绍']);
    expect(fields[3]?.hint).toContain('身份证');
    expect(fields.map(({ isNeeded }) => isNeeded)).toEqual([true, false, false, false, false]);
  });

  it('gives back what it was given', () => {
    expect(datumOf(fields, valuesFor(fields, item))).toEqual(item);
  });

  it('leaves out what is empty and refuses what is no JSON', () => {
    const values = valuesFor(fields, item);
    expect(datumOf(fields, { ...values, committed_minutes: '' })).not.toHaveProperty('committed_minutes');
    expect(datumOf(fields, { ...values, committed_minutes: '15' })).toHaveProperty('committed_minutes', 15);
    expect(() => datumOf(fields, { ...values, materials: '[' })).toThrow(NotJson);
  });

  it('begins a new one with all its fields, though there is none of its kind yet', () => {
    expect(Object.keys(valuesFor(fields, {}))).toEqual(shapes.map(({ name }) => name));
    expect(datumOf(fields, valuesFor(fields, {}))).toEqual({ working: false });
  });
});

describe('labels of fields', () => {
  afterEach(() => (language.value = 'zh'));

  it("prefer a kind's own, then a part's, then the common one", () => {
    expect(nameOf('hall', 'subdistrict')).toBe('街道代码');
    expect(nameOf('gazetteer', 'subdistrict')).toBe('所在街道');
    expect(nameOf('ruleset', 'scope_weights', 'late')).toBe('迟到（权重）');
    expect(nameOf('ruleset', 'late', 'curve', 'target')).toBe('开始扣分的损失率（0–1）');
  });

  it('speak English, too', () => {
    language.value = 'en';
    expect(nameOf('item', 'committed_minutes')).toBe('Committed handling time (minutes)');
    expect(choiceOf('POLICY', 'news', 'kind')).toBe('policy');
  });
});

describe('a form that somebody is writing in', () => {
  it('is not overwritten by a refresh, and says that something newer is there', () => {
    const draft = useDraft();
    draft.offer({ title: 'old', count: 3 });
    draft.values.value = { title: 'mine', count: 3 };
    draft.offer({ title: 'old', count: 3 });
    expect([draft.values.value['title'], draft.isOvertaken.value]).toEqual(['mine', false]);
    draft.offer({ title: 'theirs', count: 3 });
    expect([draft.values.value['title'], draft.isOvertaken.value]).toEqual(['mine', true]);
    draft.begin({ title: 'theirs', count: 3 });
    expect([draft.isTouched.value, draft.isOvertaken.value]).toEqual([false, false]);
  });

  it('follows what is newer while nobody has changed it', () => {
    const draft = useDraft();
    draft.offer({ title: 'old', count: 3 });
    draft.values.value = { title: 'old', count: '3' }; // typed over with the same
    draft.offer({ title: 'new', count: 3 });
    expect(draft.values.value['title']).toBe('new');
  });

  it('keeps an older version that was taken to be saved', () => {
    const draft = useDraft();
    draft.offer({ title: 'new' });
    draft.write({ title: 'old' });
    draft.offer({ title: 'new' });
    expect([draft.values.value['title'], draft.isOvertaken.value]).toEqual(['old', false]);
  });
});

describe('rules as fields', () => {
  const rules = { district: 'd', wait: { curve: { target: 0.1 }, kappa: 10 }, muted: [] };

  it('shows plain values by their path and changes one of them alone', () => {
    expect(sectionsOf(rules).flatMap(({ leaves }) => leaves.map(({ path }) => path.join('.')))).toEqual(['district', 'wait.curve.target', 'wait.kappa']);
    expect(changed(rules, ['wait', 'curve', 'target'], 0.2)).toEqual({ ...rules, wait: { curve: { target: 0.2 }, kappa: 10 } });
    expect(rules.wait.curve.target).toBe(0.1);
  });
});

describe('a rule that is typed', () => {
  it('stays what it was when the field is emptied', () => {
    expect(readAs(0.1, '0.25')).toBe(0.25);
    expect(readAs(0.1, '0')).toBe(0);
    expect([readAs(0.1, ''), readAs(0.1, ' '), readAs(0.1, 'x')]).toEqual([null, null, null]);
    expect(readAs('text', '')).toBe('');
    expect(readAs(false, 'true')).toBe(true);
  });
});

describe('a desk', () => {
  it('has the pages of a role and no others', () => {
    expect(pagesFor('anonymous')).toEqual([]);
    expect(pagesFor('viewer')).toEqual(['reference', 'reports']);
    expect(pagesFor('manager')).toEqual(['reference', 'rules', 'ratings', 'notices', 'reports', 'quality']);
    expect(pagesFor('administrator')).toHaveLength(9);
  });

  it('corrects an event without claiming to be its source', () => {
    expect(JSON.parse(toEdit({ source: 's', epoch: 1, seq: 2, recorded: 'r', kind: 'K', time: 't' }))).toEqual({ kind: 'K', time: 't' });
  });
});

describe('what codes mean', () => {
  afterEach(() => (language.value = 'zh'));

  it('is said in words, and a code without any stays as it came', () => {
    expect(wordOf('action', 'PERSONAL_DATA_SEEN')).toBe('查看个人信息');
    expect(wordOf('event', 'OF_NEXT_YEAR')).toBe('OF_NEXT_YEAR');
    expect(reasonText('LONG_WAIT', 'zh')).toBe('等候太久');
    expect(reasonText('OF_OTHERS', 'en')).toBe('OF_OTHERS');
    const simulated = ['WAITED_TOO_LONG', 'UNFRIENDLY', 'UNCLEAR_ANSWER', 'CAME_TWICE'];
    const asked = [...LEVELS.flatMap((level) => reasonsFor(level)), ...simulated];
    expect(asked.filter((code) => reasonText(code, 'zh') === code || reasonText(code, 'en') === code)).toEqual([]);
  });

  it("says the ledger's verdict", () => {
    expect(verdictText('1,024 events stored, each once', 'zh')).toBe('1,024 件事件已入库，每件一次');
    expect(verdictText('LOST 2: agent-1 epoch 3 seq 7, 9', 'zh')).toBe('丢失 2 件：agent-1 世代 3 序号 7, 9');
    expect(verdictText('behind 320 s: arrived events are not stored yet', 'zh')).toBe('已到达的事件尚未入库，落后 320 秒');
    expect(verdictText('behind 320 s: arrived events are not stored yet', 'en')).toMatch(/^behind/);
    expect(verdictText('DOUBLED 1: unreadable without dead letter in partition 3: offset 17', 'zh')).toBe('重复 1 件：分区 3 中无法读取且没有死信：偏移 17');
    expect(verdictText('7 events stored, each once; batches turned away: 2, the last: EPOCH_CLOSED: source it-kiosk epoch 1 of hall h is closed', 'zh')).toBe(
      '7 件事件已入库，每件一次；另有 2 批被拒，最近一批：世代已关闭（source it-kiosk epoch 1 of hall h is closed）',
    );
  });

  it('says what kind of refusal it is before the words of serving, in Chinese', () => {
    const refused = new Refused(404, 'unknown-score', 'There is no score of hall h on 2026-11-30');
    expect(reasonOf(refused)).toBe('没有这一天的评分（There is no score of hall h on 2026-11-30）');
    expect(reasonOf(new Refused(418, 'of-next-year', 'What?'))).toBe('What?');
    language.value = 'en';
    expect(reasonOf(refused)).toBe('There is no score of hall h on 2026-11-30');
  });

  it('tells in Chinese why a rule refuses an event, with the codes in words', () => {
    expect(refusalText('TICKET_CALLED is illegal while CANCELLED')).toBe('号票“已取消”时不能“叫号”');
    expect(refusalText('called more than 3 times')).toBe('叫号超过 3 次');
    expect(refusalText('SERVICE_STARTED lacks counter_id')).toBe('“开始办理”缺少字段 counter_id');
    expect(refusalText('FORGED: batch of hall h')).toBe('签名不符（batch of hall h）');
    expect(refusalText('a rule of tomorrow')).toBe('a rule of tomorrow');
    language.value = 'en';
    expect(refusalText('TICKET_CALLED is illegal while CANCELLED')).toBe('TICKET_CALLED is illegal while CANCELLED');
  });
});
