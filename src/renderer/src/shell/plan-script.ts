// The statements of the improvements as one script to read or to give to the owner of the tables.
import type { Capability, PlannedStatement } from '@shared/database-state'

/** Each improvement's statements under a comment with its name, in the order of the list above them. */
export function planScript(
  capabilities: readonly Pick<Capability, 'id' | 'label'>[],
  statements: readonly PlannedStatement[],
): string {
  return capabilities
    .map(({ id, label }) => ({ label, own: statements.filter(({ capability }) => capability === id) }))
    .filter(({ own }) => own.length > 0)
    .map(({ label, own }) => [`-- ${label}`, ...own.map(({ sql }) => `${sql};`)].join('\n'))
    .join('\n\n')
}
