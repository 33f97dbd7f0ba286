// A first users' file, person by person, before anything of it is written.
import type { FirstUsersReport } from '@shared/connection'
import { text } from '@shared/text'
import { Banner } from '../ui/Banner'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { focusableWhereItScrolls } from '../ui/focusable-where-it-scrolls'
import { FormError } from '../ui/FormError'
import { ProgressBar } from '../ui/ProgressBar'
import { ProblemList } from './ProblemList'
import styles from './FirstUsersPreview.module.css'

const words = text.setup

export interface FirstUsersPreviewProps {
  report: FirstUsersReport
  isExample: boolean
  /** Words of the button that loads them. */
  button: string
  isRunning: boolean
  progress: { done: number; total: number } | null
  error: string | null
  onConfirm(): void
  onClose(): void
}

export function FirstUsersPreview(props: FirstUsersPreviewProps) {
  const { report, isRunning } = props
  const refused = report.problems.length > 0 || report.people.length === 0
  const close = () => {
    if (!isRunning) props.onClose()
  }
  return (
    <Dialog
      title={words.previewTitle}
      isOpen
      onOpenChange={close}
      size="large"
      footer={
        <>
          <Button isDisabled={isRunning} onPress={close}>
            {refused ? text.shell.close : text.shell.cancel}
          </Button>
          {!refused && (
            <Button variant="primary" autoFocus isPending={isRunning} onPress={props.onConfirm}>
              {props.button}
            </Button>
          )}
        </>
      }
    >
      <p className={styles.path}>{report.path}</p>
      <FormError message={props.error} />
      {report.problems.length > 0 && <ProblemList problems={report.problems} />}
      {report.warnings.map((warning) => (
        <Banner key={warning} tone="warning" role="status" inset>
          {warning}
        </Banner>
      ))}
      <p className={styles.sentence}>{sentence(report)}</p>
      {report.people.length > 0 && <PeopleTable people={report.people} />}
      {!refused && (
        <p className={styles.note}>
          {words.previewHashed} {props.isExample && words.previewExample}
        </p>
      )}
      {isRunning && <ProgressBar label={words.adding} value={props.progress} />}
    </Dialog>
  )
}

function sentence({ problems, people }: FirstUsersReport): string {
  if (problems.length > 0) return words.previewRefused(problems.length)
  return people.length === 0 ? words.previewNobody : words.previewCount(people.length)
}

function PeopleTable({ people }: { people: FirstUsersReport['people'] }) {
  const { username, email, role, roles } = text.fields
  return (
    <div
      className={styles.scroll}
      ref={focusableWhereItScrolls}
      role="region"
      aria-label={words.previewTitle}
    >
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{username}</th>
            <th scope="col">{words.name}</th>
            <th scope="col">{email}</th>
            <th scope="col">{role}</th>
          </tr>
        </thead>
        <tbody>
          {people.map((person, index) => (
            <tr key={index}>
              <td>{person.username}</td>
              <td>
                {person.firstName} {person.lastName}
              </td>
              <td>{person.email}</td>
              <td>{roles[person.role] ?? person.role}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
