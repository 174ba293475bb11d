import { describe, expect, it } from 'vitest';
import { readPinyin } from '../src/query/reader';
import { nearly, SearchIndex } from '../src/query/search';

const TEXTS = ['企业设立登记', '企业变更登记', '个体工商户开业登记', '食品经营许可（新办）', '银行开户许可', '社会保险参保登记', '重新核发驾驶证', 'ETC 办理'];
const index = new SearchIndex(TEXTS, readPinyin);
const found = (query: string) => index.find(query, 10).map((hit) => TEXTS[hit.index]);

describe('the search of the query screen', () => {
  it('finds characters, their initials and their syllables, begun or whole', () => {
    expect(found('设立')).toEqual(['企业设立登记']);
    expect(found('qysl')).toEqual(['企业设立登记']);
    expect(found('QYSL')).toEqual(['企业设立登记']);
    expect(found('qiyeshe')).toEqual(['企业设立登记']);
    expect(found('shipinjy')).toEqual(['食品经营许可（新办）']);
    expect(found('etc')).toEqual(['ETC 办理']);
  });

  it('reads a character as its neighbours want it', () => {
    expect(found('yinhang')).toEqual(['银行开户许可']);
    expect(found('chongxin')).toEqual(['重新核发驾驶证']);
  });

  it('puts what begins so first, and the shorter of equals', () => {
    expect(found('登记')).toHaveLength(4);
    expect(found('qy')[0]).toBe('企业设立登记');
    expect(found('登记')[0]).toBe('企业设立登记');
  });

  it('wants all words', () => {
    expect(found('企业 变更')).toEqual(['企业变更登记']);
    expect(found('企业 食品')).toEqual([]);
    expect(found('   ')).toEqual([]);
  });

  it('forgives one mistake in a longer word, below all that is right', () => {
    expect(found('企业没立')).toContain('企业设立登记');
    expect(found('qyslsj')).toEqual(['企业设立登记']);
    expect(found('qyzzdj')).toEqual([]);
    expect(found('shbxxb')).toContain('社会保险参保登记');
    expect(nearly('企设立')('企业设立登记')).toBe(true);
    expect(nearly('企业x设立')('企业设立登记')).toBe(true);
    expect(nearly('设立登记照')('企业设立登记')).toBe(true);
    expect(nearly('企记照')('企业设立登记')).toBe(false);
  });

  it('says which characters it was', () => {
    expect(index.find('slqd', 1)[0]).toMatchObject({ length: 0 });
    expect(index.find('sldj', 1)[0]).toMatchObject({ from: 2, length: 4 });
    expect(index.find('shelide', 1)[0]).toMatchObject({ from: 2, length: 3 });
  });

  it('answers among five thousand items in less than 50 ms', () => {
    const verbs = ['登记', '变更', '注销', '许可', '备案', '审批', '查询', '年检', '补办', '认定'];
    const things = ['企业', '个体工商户', '食品经营', '社会保险', '医疗保障', '不动产', '公积金', '护照', '居住证', '道路运输'];
    const kinds = ['设立', '延续', '首次', '异地', '遗失', '抵押', '转移', '购房', '租房', '退休'];
    const places = ['（区级）', '（街道）', '（市级）', '（个人）', '（单位）'];
    const many = things.flatMap((thing) => kinds.flatMap((kind) => verbs.flatMap((verb) => places.map((place) => `${thing}${kind}${verb}${place}`))));
    expect(many).toHaveLength(5_000);
    const large = new SearchIndex(many, readPinyin);
    const queries = ['社会', 'shbx', 'shehuibaoxian', 'bdcdy', '公积金 租房', 'yljz', '不动产低押', 'zzzzzz'];
    // The best of some rounds: what the search takes, not what else the machine does.
    const took = queries.map((query) =>
      Math.min(
        ...Array.from({ length: 5 }, () => {
          const began = performance.now();
          large.find(query, 60);
          return performance.now() - began;
        }),
      ),
    );
    const slowest = Math.max(...took);
    console.info(`5,000 items: slowest of ${queries.length} queries ${slowest.toFixed(1)} ms`);
    expect(slowest).toBeLessThan(50);
  });
});
