// The administrator's policy for this program as it runs here.
import { app } from 'electron'
import { policyPath, readPolicy, type PolicyReport } from './config/policy'

/** An installed program takes no other file for the administrator's than the one only they can write. */
export function ownPolicy(): Promise<PolicyReport> {
  const { platform, env } = process
  const given = app.isPackaged ? undefined : env.VMLAB_POLICY
  const owners = platform === 'win32' ? null : given === undefined ? [0] : [0, process.getuid?.() ?? 0]
  return readPolicy(given ?? policyPath(platform, env), owners)
}
