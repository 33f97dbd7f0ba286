// What the portal does, page by page, for the test of the access rules: written after its pages, not after our rules.

export interface PortalUser {
  id: number
  username: string
  role: string
  disabled: boolean
}
export interface PortalVm {
  user_id: number
  assigned_to: string | null
  shared: boolean
  password: string | null
  ssh_key: string | null
}

const priority: Record<string, number> = { admin: 0, manager: 1, sidekick: 2, regular: 3, new_user: 4 }

/** The dashboard's sections with the machines that each lists, as the portal's queries choose them. */
const sections: {
  shownTo(role: string, setting: string): boolean
  query(vm: PortalVm, me: PortalUser): boolean
}[] = [
  {
    // "My VMs"
    shownTo: (role) => role !== 'regular',
    query: (vm, me) => vm.user_id === me.id && !vm.assigned_to,
  },
  {
    // "VMs Assigned to Me"
    shownTo: (role) => role === 'sidekick' || role === 'regular',
    query: (vm, me) => vm.assigned_to === me.username,
  },
  {
    // "Assigned VMs"
    shownTo: (role) => role === 'admin' || role === 'manager',
    query: (vm) => Boolean(vm.assigned_to),
  },
  {
    // "Other Users' VMs"
    shownTo: (role, setting) => {
      const least = priority[setting.trim().toLowerCase()]
      return least !== undefined && (priority[role] ?? 9) <= least
    },
    query: (vm, me) => vm.shared && !vm.assigned_to && vm.user_id !== me.id,
  },
]

/** Nobody else gets past the sign-in, or from there to the dashboard. */
function entersDashboard(me: PortalUser): string | null {
  if (me.disabled) return null
  const role = me.role.trim().toLowerCase()
  return ['admin', 'manager', 'sidekick', 'regular'].includes(role) ? role : null
}

/** Is there a row with a Connect button for this machine? */
export function portalLists(me: PortalUser, vm: PortalVm, setting: string): boolean {
  const role = entersDashboard(me)
  if (role === null) return false
  return sections.some((section) => section.shownTo(role, setting) && section.query(vm, me))
}

/** What happens when that button is pressed: nothing where there is none. */
export function portalConnects(
  me: PortalUser,
  vm: PortalVm,
  setting: string,
): 'nothing' | 'VmNotSharedError' | 'key' | 'password' | 'prompt' {
  if (!portalLists(me, vm, setting)) return 'nothing'
  if (vm.user_id !== me.id && !vm.shared) return 'VmNotSharedError'
  if (vm.ssh_key) return 'key'
  return vm.password ? 'password' : 'prompt'
}
