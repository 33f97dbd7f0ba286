// @ts-check
// Which packages can be made on this machine, and why the others can't: pure.

/**
 * @typedef {{ platform: string, arch: string, toolsReachable: boolean }} Machine
 * @typedef {{ name: string, why: string }} Refused
 */

/** In the order of the table. @type {Record<string, { system: string, targets: string[] }>} */
const systems = {
  linux: { system: 'Linux', targets: ['deb', 'rpm', 'tar.gz', 'AppImage'] },
  win32: { system: 'Windows', targets: ['nsis', 'portable'] },
  darwin: { system: 'macOS', targets: ['dmg', 'zip'] },
}
const architectures = ['x64', 'arm64']

export const allTargets = Object.values(systems).flatMap(({ targets }) => targets)

/**
 * @param {Machine} machine
 * @param {readonly string[]} [asked] none: all
 * @returns {{ targets: string[], refused: Refused[] }}
 */
export function plan({ platform, arch, toolsReachable }, asked = []) {
  /** @type {string[]} */
  const targets = []
  /** @type {Refused[]} */
  const refused = []
  for (const [name, { system, targets: own }] of Object.entries(systems)) {
    const wanted = own.filter((target) => asked.length === 0 || asked.includes(target))
    if (wanted.length === 0) continue
    if (name !== platform) {
      refused.push({ name: `${system}: ${wanted.join(', ')}`, why: `made on ${system} only` })
      continue
    }
    for (const target of wanted) {
      const why = target === 'AppImage' && !toolsReachable ? noRuntime : undefined
      if (why) refused.push({ name: target, why })
      else targets.push(target)
    }
    for (const other of architectures.filter((each) => each !== arch)) {
      refused.push({ name: `${system} ${other}`, why: `made on an ${other} machine` })
    }
  }
  return { targets, refused }
}

const noRuntime =
  "its runtime comes from electron-builder's downloads on GitHub, which can't be reached from here"
