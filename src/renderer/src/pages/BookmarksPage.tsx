// The page of the bookmarks.
import { EntityPage } from '../entity/EntityPage'

export function BookmarksPage() {
  return <EntityPage key="bookmark" entity="bookmark" />
}
