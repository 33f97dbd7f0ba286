// The page of what breaks the portal’s rules, and its repairs.
import { ShieldAlert } from 'lucide-react'
import { text } from '@shared/text'
import { useOperator } from '../auth/operator'
import { IntegrityView } from '../integrity/IntegrityView'
import { EmptyState } from '../ui/EmptyState'

const words = text.integrity

export function IntegrityPage() {
  const { role } = useOperator()
  if (role === 'admin') return <IntegrityView />
  return (
    <>
      <h1 className="visually-hidden">{words.title}</h1>
      <EmptyState icon={ShieldAlert} title={words.adminOnly} text={words.adminOnlyText} />
    </>
  )
}
