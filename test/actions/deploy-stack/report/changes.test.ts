import type { Change, ResourceChange } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from '@jest/globals';
import {
  changeLines,
  changesTable,
  countChanges,
} from '../../../../actions/deploy-stack/src/report/changes.ts';

const change = (id: string, more: ResourceChange): Change => ({
  Type: 'Resource',
  ResourceChange: { LogicalResourceId: id, ResourceType: 'AWS::Batch::JobQueue', ...more },
});

const property = (path: string, before?: string, after?: string, recreation = 'Never') => ({
  Target: {
    Attribute: 'Properties' as const,
    Path: path,
    ...(before === undefined ? {} : { BeforeValue: before }),
    ...(after === undefined ? {} : { AfterValue: after }),
    RequiresRecreation: recreation as 'Never' | 'Always',
  },
});

describe('the table of changes', () => {
  it.each([
    ['Add', { Action: 'Add' }, '| Add |'],
    ['Remove', { Action: 'Remove' }, '| **Remove** |'],
    [
      'Retain',
      { Action: 'Remove', PolicyAction: 'Retain' },
      '| **Remove** (the old one is kept) |',
    ],
    ['Modify', { Action: 'Modify', Replacement: 'False' }, '| Modify |'],
    ['Replace', { Action: 'Modify', Replacement: 'True' }, '| **Replace** |'],
    [
      'perhaps',
      { Action: 'Modify', Replacement: 'Conditional' },
      '| **Modify, perhaps replace** |',
    ],
    ['reset', { Action: 'SyncWithActual' }, '| Nothing but its drift status |'],
  ] satisfies [string, ResourceChange, string][])(
    'has bold where something is lost: %s',
    (_, more, start) => {
      const [, , row] = changesTable([change('Queue', more)]).split('\n');
      expect(row?.startsWith(`${start} <code>Queue</code> | AWS::Batch::JobQueue |`)).toBe(true);
    },
  );

  it('shows each property once, its values where they are short, and what replaces', () => {
    const table = changesTable([
      change('Queue', {
        Action: 'Modify',
        Replacement: 'True',
        Details: [
          property('/Properties/Priority', '1', '2'),
          property('/Properties/Priority', '1', '2'),
          property('/Properties/Policy', 'x'.repeat(200), 'y'),
          property('/Properties/Name', 'a', 'b', 'Always'),
        ],
      }),
    ]);
    expect(table).toContain(
      '| <code>Priority</code> <code>1</code> → <code>2</code><br><code>Policy</code><br><code>Name</code> <code>a</code> → <code>b</code> (**replaces it**) |',
    );
  });

  it('blanks account ids and lets no value act as Markdown', () => {
    const table = changesTable([
      change('Role', {
        Action: 'Modify',
        Details: [property('/Properties/Arn', 'arn:aws:iam::123456789012:role/x', '|<b>@team')],
      }),
    ]);
    expect(table).not.toContain('123456789012');
    expect(table).toContain('iam::&#42;');
    expect(table).toContain('&#124;&lt;b&gt;&#64;team');
  });

  it('is empty without a change, and cut short with very many', () => {
    expect(changesTable([])).toBe('');
    const many = Array.from({ length: 230 }, (_, n) => change(`R${n}`, { Action: 'Add' }));
    expect(changesTable(many)).toMatch(/R199[\s\S]*\n… and 30 more\.$/);
  });
});

describe('changes', () => {
  const changes = [
    change('A', { Action: 'Add' }),
    change('B', { Action: 'Modify', Replacement: 'True' }),
    change('C', { Action: 'Modify', Replacement: 'False' }),
    change('D', { Action: 'Remove' }),
    change('E', { Action: 'Add' }),
  ];

  it('are counted by what happens to the resource', () => {
    expect(countChanges(changes)).toBe('2 added, 1 replaced, 1 modified, 1 removed');
    expect(countChanges([])).toBe('no resource, only outputs or settings of the stack');
  });

  it('are lines in the log', () => {
    expect(changeLines(changes.slice(1, 3))).toEqual([
      'Modify B (AWS::Batch::JobQueue), REPLACED',
      'Modify C (AWS::Batch::JobQueue)',
    ]);
  });
});
