// Warns where a username was somebody else's not long ago: the portal's cookie would sign them in as this person.
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { text } from '@shared/text'
import { dateTime } from '@shared/text/dates'
import { call } from '../api/call'
import { Note } from '../entity/form/Cell'

/** Milliseconds that typing must rest before main is asked. */
const rest = 300

/** `username` as it would be stored; empty asks nothing. */
export function FreedNameNote({ username }: { username: string }) {
  const [asked, setAsked] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setAsked(username), rest)
    return () => clearTimeout(timer)
  }, [username])
  const { data } = useQuery({
    queryKey: ['history.freedName', asked],
    queryFn: ({ signal }) => call('history.freedName', { username: asked }, { signal }),
    enabled: asked !== '',
    // Without an answer the form is as good as it was before there was a log.
    retry: false,
  })
  if (!data?.freed || asked !== username) return null
  // Said to screen readers too: nobody looks for it.
  return (
    <div role="status">
      <Note tone="warning">
        {text.history.freed(asked, data.freed.kind, dateTime(new Date(data.freed.at)))}
      </Note>
    </div>
  )
}
