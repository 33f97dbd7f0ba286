// The page of the users of the lab.
import { EntityPage } from '../entity/EntityPage'

export function UsersPage() {
  return <EntityPage key="user" entity="user" />
}
