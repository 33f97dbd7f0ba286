// The page of people who wait to be approved.
import { WaitingList } from '../people/waiting/WaitingList'

export function WaitingPage() {
  return <WaitingList />
}
