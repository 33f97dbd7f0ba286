// Problems of a file, each with its line, what is wrong and what to write instead.
import type { Problem } from '@shared/problem'
import { text } from '@shared/text'
import { groupBy } from '../api/group-by'
import styles from './ProblemList.module.css'

const words = text.setup

export function ProblemList({ problems }: { problems: readonly Problem[] }) {
  const files = groupBy(problems, (problem) => problem.file)
  return (
    <div role="alert" className={styles.box}>
      {[...files].map(([file, own]) => (
        <section key={file}>
          <p className={styles.title}>{words.fileProblems(file)}</p>
          <ul className={styles.list}>
            {own.map((problem, index) => (
              <li key={index} className={styles.problem}>
                <span className={styles.place}>{place(problem)}</span>
                <span>
                  {problem.what} <span className={styles.fix}>{problem.fix}</span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function place({ line, key }: Problem): string {
  return [line === null ? '' : words.line(line), key ?? ''].filter(Boolean).join(', ')
}
