import { describe, expect, it } from 'vitest';
import { datumOf, fieldsOf, NotJson, valuesOf } from '../src/desk/kit/fields';
import { toEdit } from '../src/desk/pages/correction';
import { emptyLike } from '../src/desk/pages/reference';
import { changed, readAs, sectionsOf } from '../src/desk/pages/ruleFields';
import { pagesFor } from '../src/desk/session';

describe('a form of any datum', () => {
  const item = { item_code: 'i1', committed_minutes: 20, working: true, materials: ['申请书'] };

  it('gives back what it was given', () => {
    const fields = fieldsOf(item);
    expect(fields.map(({ kind }) => kind)).toEqual(['text', 'number', 'check', 'json']);
    expect(datumOf(fields, valuesOf(item))).toEqual(item);
  });

  it('leaves out what is empty and refuses what is no JSON', () => {
    const fields = fieldsOf(item);
    expect(datumOf(fields, { ...valuesOf(item), committed_minutes: '' })).not.toHaveProperty('committed_minutes');
    expect(datumOf(fields, { ...valuesOf(item), committed_minutes: '15' })).toHaveProperty('committed_minutes', 15);
    expect(() => datumOf(fields, { ...valuesOf(item), materials: '[' })).toThrow(NotJson);
  });

  it('begins a new one of the same shape', () => {
    expect(emptyLike(item)).toEqual({ item_code: '', committed_minutes: 0, working: false, materials: [] });
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
