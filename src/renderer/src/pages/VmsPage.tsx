// The page of the virtual machines.
import { EntityPage } from '../entity/EntityPage'

export function VmsPage() {
  return <EntityPage key="vm" entity="vm" />
}
