// Every call the window can make, declared once. Adding one: a line here and its handler in main.
import { z } from 'zod'
import type { Spec } from './call'
import { accessCalls } from './calls/access'
import { credentialsCalls } from './calls/credentials'
import { historyCalls } from './calls/history'
import { integrityCalls } from './calls/integrity'
import { lockCalls } from './calls/lock'
import { machinesCalls } from './calls/machines'
import { leavingSchema, peopleCalls, typedUsernames } from './calls/people'
import { firstUsersReport, openSource, secretsReport, sourceSchema, testStep } from './connection'
import { capabilitySchema, databaseStateSchema, plannedStatement } from './database-state'
import { draftSchema, windowReport } from './desktop'
import { formatsSchema } from './formats'
import { bookmarkAdd, bookmarkChanges, bookmarkEntity, bookmarkRow } from './entities/bookmark'
import { personRow, unfitRow, userAdd, userChanges, userEntity, userRow } from './entities/user'
import { vmAdd, vmChanges, vmEntity, vmRow } from './entities/vm'
import { filterableFields, sortableFields, type Entity } from './entity'
import { openOutcome, profileFacts, profileId, profileSummary, profileWishes, typedName } from './profile'
import { listId, querySchema, selectionSchema, windowInput } from './paging'
import { operatorSchema, purposes } from './roles'
import { programSettings, updateState } from './updates'

const nothing = z.undefined()
const done = z.object({ done: z.int(), total: z.int() })
const path = z.string().min(1).max(4096)
const id = z.object({ id: z.int() })

const query = <E extends Entity>(entity: E) => querySchema(sortableFields(entity), filterableFields(entity))
/** First rows at once; `total` is null while the list is still being counted: `lists.total` waits for it. */
const opened = <R extends z.ZodType>(row: R) =>
  z.object({ listId, total: z.int().nullable(), rows: z.array(row) })
const rows = <R extends z.ZodType>(row: R) => z.object({ rows: z.array(row.nullable()) })
/** `version` is the row's version the changes were made on; other people's changes to other fields are kept. */
const update = <C extends z.ZodType>(changes: C) =>
  z.object({ id: z.int(), version: z.string().max(20), base: z.record(z.string(), z.unknown()), changes })
/** What a deletion takes with it. `names` holds the first few of those chosen; `assigned` machines only lose their assignee. */
const consequences = z.object({
  users: z.int(),
  vms: z.int(),
  bookmarks: z.int(),
  assigned: z.int(),
  names: z.array(z.string()),
})
const counts = z.object({ users: z.int(), vms: z.int(), bookmarks: z.int() })
/** `operation`: the id under which what was written can be taken back. */
const removed = counts.extend({ operation: z.string() })
const saved = <R extends z.ZodType>(row: R) => z.object({ row, operation: z.string() })
/** What the admin agreed to; where it is no longer so, nothing is deleted. */
const expected = counts.extend({ assigned: z.int() })

// One plain line for each call, however long.
// prettier-ignore
export const contract = {
  'app.info': { access: 'anyone', scope: 'none', input: nothing, output: z.object({ version: z.string(), electron: z.string(), chrome: z.string(), node: z.string(), runtime: z.string(), platform: z.string(), system: z.string(), v8: z.string(), packaged: z.boolean(), demo: z.object({ username: z.string(), password: z.string() }).nullable(), logFile: z.string() }) },
  'app.formats': { access: 'anyone', scope: 'none', input: nothing, output: formatsSchema },
  'app.openLink': { access: 'manager', scope: 'none', input: z.object({ link: z.string().max(2048) }), output: z.object({ opened: z.boolean() }) },
  'app.openLogFolder': { access: 'anyone', scope: 'none', input: nothing, output: nothing },
  'app.copyText': { access: 'anyone', scope: 'none', input: z.object({ text: z.string().max(2_000_000), isSecret: z.boolean().default(false) }), output: nothing },
  'preferences.get': { access: 'anyone', scope: 'none', input: nothing, output: z.record(z.string(), z.unknown()) },
  'preferences.set': { access: 'anyone', scope: 'none', input: z.object({ key: z.string().regex(/^[a-zA-Z.]{1,60}$/u), value: z.json() }), output: nothing },

  'desktop.report': { access: 'anyone', scope: 'none', input: windowReport, output: nothing },
  'desktop.keep': { access: 'anyone', scope: 'none', input: z.object({ draft: draftSchema.nullable() }), output: nothing },
  'desktop.accept': { access: 'anyone', scope: 'none', input: nothing, output: nothing },

  'settings.get': { access: 'anyone', scope: 'none', input: nothing, output: programSettings },
  'settings.set': { access: 'anyone', scope: 'none', input: z.strictObject({ checkForUpdates: z.boolean() }), output: programSettings },
  'settings.setFeed': { access: 'anyone', scope: 'none', input: z.strictObject({ feed: z.string().max(2000).nullable() }), output: programSettings },
  'updates.state': { access: 'anyone', scope: 'none', input: nothing, output: updateState },
  'updates.check': { access: 'anyone', scope: 'none', input: nothing, output: updateState },
  'updates.download': { access: 'anyone', scope: 'none', input: nothing, output: nothing },
  'updates.stop': { access: 'anyone', scope: 'none', input: nothing, output: nothing },
  'updates.quit': { access: 'anyone', scope: 'none', input: nothing, output: nothing },

  'diagnostics.copy': { access: 'anyone', scope: 'none', input: nothing, output: nothing },
  'diagnostics.collect': { access: 'anyone', scope: 'none', input: nothing, output: z.object({ id: z.string(), content: z.string() }) },
  'diagnostics.save': { access: 'anyone', scope: 'none', input: z.object({ id: z.string().max(40) }), output: z.object({ path: z.string().nullable() }) },
  'print.table': { access: 'manager', scope: 'none', input: z.object({ listId, selection: selectionSchema.nullable(), fields: z.array(z.string().max(40)).min(1).max(40), narrowing: z.array(z.string().max(400)).max(20), to: z.enum(['printer', 'pdf']) }), output: z.object({ outcome: z.enum(['printed', 'saved', 'cancelled']), rows: z.int(), path: z.string().nullable() }), progress: done },

  'setup.state': { access: 'anyone', scope: 'none', input: nothing, output: databaseStateSchema },
  'setup.chooseFile': { access: 'anyone', scope: 'none', input: z.object({ kind: z.enum(['secrets', 'first-users', 'certificate', 'key']) }), output: z.object({ path: path.nullable() }) },
  'setup.readSecrets': { access: 'anyone', scope: 'none', input: z.object({ path }), output: secretsReport },
  'setup.test': { access: 'anyone', scope: 'none', input: z.object({ source: sourceSchema }), output: z.object({ steps: z.array(testStep) }), progress: testStep },
  'setup.connect': { access: 'anyone', scope: 'none', input: z.object({ source: sourceSchema, keep: z.enum(['file', 'key-store', 'session']), profile: profileWishes.optional(), corrects: profileId.optional() }), output: nothing },
  'setup.readFirstUsers': { access: 'anyone', scope: 'none', input: z.object({ path: path.nullable() }), output: firstUsersReport },
  'setup.exploreSample': { access: 'anyone', scope: 'none', input: nothing, output: z.object({ username: z.string(), password: z.string() }) },
  'setup.startEmbedded': { access: 'anyone', scope: 'none', input: z.object({ firstUsers: path.nullable() }), output: nothing },
  'setup.loadFirstUsers': { access: 'anyone', scope: 'none', input: z.object({ path }), output: z.object({ added: z.array(z.string()) }), progress: done },
  'setup.createAdministrator': { access: 'anyone', scope: 'none', input: z.object({ person: userAdd.omit({ role: true, disabled: true }), proof: z.string().max(1024) }), output: z.object({ username: z.string() }) },
  'setup.retry': { access: 'anyone', scope: 'none', input: nothing, output: nothing },
  'setup.left': { access: 'anyone', scope: 'none', input: nothing, output: z.object({ source: openSource.nullable(), corrects: profileFacts.nullable() }) },
  'setup.leave': { access: 'anyone', scope: 'none', input: nothing, output: nothing },

  'profiles.list': { access: 'anyone', scope: 'none', input: nothing, output: z.object({ profiles: z.array(profileSummary) }) },
  'profiles.open': { access: 'anyone', scope: 'none', input: z.object({ id: profileId, password: z.string().max(1024).optional(), keep: z.enum(['file', 'key-store', 'session']).optional(), path: path.optional() }), output: openOutcome },
  'profiles.save': { access: 'anyone', scope: 'none', input: profileFacts, output: nothing },
  'profiles.correct': { access: 'anyone', scope: 'none', input: z.object({ id: profileId }), output: nothing },
  'profiles.remove': { access: 'anyone', scope: 'none', input: z.object({ id: profileId }), output: nothing },
  'profiles.exportTo': { access: 'anyone', scope: 'none', input: z.object({ id: profileId }), output: z.object({ path: path.nullable() }) },
  'profiles.importFrom': { access: 'anyone', scope: 'none', input: nothing, output: z.object({ profile: profileFacts.nullable() }) },

  'auth.signIn': { access: 'anyone', scope: 'none', input: z.object({ username: z.string().max(200), password: z.string().max(1024) }), output: operatorSchema },
  'auth.signOut': { access: 'anyone', scope: 'none', input: nothing, output: nothing },
  'auth.current': { access: 'anyone', scope: 'none', input: nothing, output: operatorSchema.nullable() },

  'schema.plan': { access: 'manager', scope: 'read', input: nothing, output: z.object({ capabilities: z.array(capabilitySchema), statements: z.array(plannedStatement) }) },
  'schema.apply': { access: 'admin', scope: 'none', input: z.object({ ids: z.array(capabilitySchema.shape.id) }), output: z.object({ capabilities: z.array(capabilitySchema) }), progress: done },

  'lists.total': { access: 'manager', scope: 'none', input: z.object({ listId }), output: z.object({ total: z.int() }) },
  'lists.locate': { access: 'manager', scope: 'none', input: z.object({ listId, id: z.int() }), output: z.object({ place: z.int().nullable() }) },
  'lists.close': { access: 'manager', scope: 'none', input: z.object({ listId }), output: nothing },
  'lists.copy': { access: 'manager', scope: 'read', input: z.object({ selection: selectionSchema, listId, fields: z.array(z.string().max(40)).min(1).max(40) }), output: z.object({ rows: z.int() }) },
  'search.everything': { access: 'manager', scope: 'read', input: z.object({ text: z.string().min(1).max(200) }), output: z.object({ users: z.array(userRow), vms: z.array(vmRow) }) },

  'users.list': { access: 'manager', scope: 'read', input: query(userEntity), output: opened(userRow) },
  'users.rows': { access: 'manager', scope: 'read', input: windowInput, output: rows(userRow) },
  'users.get': { access: 'manager', scope: 'read', input: id, output: userRow },
  'users.find': { access: 'manager', scope: 'read', input: z.object({ text: z.string().max(200), purpose: z.enum(purposes) }), output: z.object({ people: z.array(personRow), unfit: z.array(unfitRow) }) },
  'users.add': { access: 'manager', scope: 'none', input: userAdd.extend({ confirmedName: typedUsernames }), output: saved(userRow) },
  'users.update': { access: 'manager', scope: 'none', input: update(userChanges).extend({ confirmedName: typedUsernames }), output: saved(userRow) },
  'users.consequences': { access: 'manager', scope: 'read', input: z.object({ selection: selectionSchema, enabledOnly: z.boolean().default(false) }), output: leavingSchema },
  'users.remove': { access: 'manager', scope: 'write', input: z.object({ selection: selectionSchema, expected, reassignTo: z.string().max(50).nullable(), passTo: z.string().max(50).nullable().default(null), confirmedName: typedName }), output: removed },

  'vms.list': { access: 'manager', scope: 'read', input: query(vmEntity), output: opened(vmRow) },
  'vms.rows': { access: 'manager', scope: 'read', input: windowInput, output: rows(vmRow) },
  'vms.get': { access: 'manager', scope: 'read', input: id, output: vmRow },
  'vms.add': { access: 'manager', scope: 'write', input: vmAdd, output: saved(vmRow) },
  'vms.update': { access: 'manager', scope: 'write', input: update(vmChanges), output: saved(vmRow) },
  'vms.consequences': { access: 'manager', scope: 'read', input: z.object({ selection: selectionSchema }), output: consequences },
  'vms.remove': { access: 'manager', scope: 'write', input: z.object({ selection: selectionSchema, expected, confirmedName: typedName }), output: removed },

  'bookmarks.list': { access: 'manager', scope: 'read', input: query(bookmarkEntity), output: opened(bookmarkRow) },
  'bookmarks.rows': { access: 'manager', scope: 'read', input: windowInput, output: rows(bookmarkRow) },
  'bookmarks.get': { access: 'manager', scope: 'read', input: id, output: bookmarkRow },
  'bookmarks.add': { access: 'manager', scope: 'write', input: bookmarkAdd, output: saved(bookmarkRow) },
  'bookmarks.update': { access: 'manager', scope: 'write', input: update(bookmarkChanges), output: saved(bookmarkRow) },
  'bookmarks.consequences': { access: 'manager', scope: 'read', input: z.object({ selection: selectionSchema }), output: consequences },
  'bookmarks.remove': { access: 'manager', scope: 'write', input: z.object({ selection: selectionSchema, expected, confirmedName: typedName }), output: removed },

  ...peopleCalls,
  ...accessCalls,
  ...credentialsCalls,
  ...historyCalls,
  ...integrityCalls,
  ...lockCalls,
  ...machinesCalls,
} as const satisfies Record<string, Spec>
