// What is wrong with a form as a whole.
import { Banner } from './Banner'

/** Nothing where `message` is null. */
export function FormError({ message }: { message: string | null }) {
  if (message === null) return null
  return (
    <Banner tone="danger" role="alert" inset>
      {message}
    </Banner>
  )
}
