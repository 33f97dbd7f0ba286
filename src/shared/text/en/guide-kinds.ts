// How a section of the guide is written. In its lines `[words](section)` is a link, `**words**` stands out, `{mod+n}` is a key.

export type SectionId =
  | 'start'
  | 'connect'
  | 'labs'
  | 'encryption'
  | 'sign-in'
  | 'tables'
  | 'find'
  | 'users'
  | 'vms'
  | 'bookmarks'
  | 'roles'
  | 'several'
  | 'database'
  | 'safety'
  | 'print'
  | 'waiting'
  | 'leavers'
  | 'integrity'
  | 'history'
  | 'assign'
  | 'clone'
  | 'export'
  | 'keyboard'
  | 'errors'
  | 'out-of-reach'
  | 'help'

export type Block =
  | { kind: 'text'; text: string }
  | { kind: 'note'; text: string }
  | { kind: 'list'; items: readonly string[] }
  | { kind: 'steps'; items: readonly string[] }
  | { kind: 'terms'; items: readonly { term: string; text: string }[] }

export interface GuideSection {
  id: SectionId
  title: string
  /** The heading it stands under in the list of sections. */
  group: 'First steps' | 'Work' | 'Safety' | 'When something is wrong'
  blocks: readonly Block[]
  /** Sections that go on from here. */
  also: readonly SectionId[]
}
