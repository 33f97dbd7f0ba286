// @ts-check
// Writes the list of parts (CycloneDX): what npm says of this tree, cut down to what is in a package, and the runtime.
import { execFile } from 'node:child_process'
import process from 'node:process'
import { promisify } from 'node:util'
import { root } from '../paths.mjs'

/**
 * @typedef {{ name: string, version: string, group?: string, purl?: string, 'bom-ref': string, properties?: unknown }} Component
 * @typedef {{ ref: string, dependsOn?: string[] }} Dependency
 * @typedef {{ metadata: { component: Component }, components: Component[], dependencies: Dependency[] }} Bill
 */

/**
 * @param {readonly import('./shipped.mjs').Shipped[]} packages
 * @param {string} version the program's
 * @param {string} electron its version
 */
export async function billOfMaterials(packages, version, electron) {
  const { stdout } = await promisify(execFile)(
    'npm',
    ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only'],
    { cwd: root, maxBuffer: 64 * 1024 * 1024, shell: process.platform === 'win32' },
  )
  return `${JSON.stringify(cut(JSON.parse(stdout), packages, version, electron), null, 2)}\n`
}

/**
 * @param {Bill} bill npm's, of everything that is installed
 * @param {readonly { name: string, version: string }[]} packages
 * @param {string} version
 * @param {string} electron
 */
export function cut(bill, packages, version, electron) {
  const wanted = new Set(packages.map((shipped) => `${shipped.name}@${shipped.version}`))
  const runtime = {
    type: 'framework',
    name: 'electron',
    version: electron,
    'bom-ref': `electron@${electron}`,
    purl: `pkg:npm/electron@${electron}`,
    licenses: [{ license: { id: 'MIT' } }],
  }
  // To npm they are tools for development; what is in the bundle is part of the program all the same.
  const components = bill.components
    .filter((component) => wanted.delete(nameOf(component)))
    .map(({ properties: _properties, ...component }) => ({ ...component, scope: 'required' }))
  if (wanted.size > 0) throw new Error(`npm sbom does not know of ${[...wanted].join(', ')}`)
  const refs = new Set([...components.map((component) => component['bom-ref']), runtime['bom-ref']])
  const own = bill.metadata.component
  return {
    ...bill,
    metadata: { ...bill.metadata, component: { ...own, name: 'vm-lab-console', version } },
    components: [...components, runtime],
    dependencies: [
      { ref: own['bom-ref'], dependsOn: [...refs] },
      ...bill.dependencies
        .filter(({ ref }) => refs.has(ref) && ref !== runtime['bom-ref'])
        .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((name) => refs.has(name)) })),
    ],
  }
}

/** @param {Component} component */
function nameOf({ group, name, version }) {
  return `${group && !name.startsWith('@') ? `${group}/` : ''}${name}@${version}`
}
