import { IconShieldCheck, IconShieldQuestion, IconShieldX } from '@tabler/icons-react'
import type { EventDetail, Verification } from '../../contract/event.ts'
import { CodeBlock } from '../kit/text/CodeBlock.tsx'
import { LongText } from '../kit/text/LongText.tsx'
import { ToneBadge } from '../kit/text/ToneBadge.tsx'
import type { Look } from '../kit/text/tones.ts'
import { Time } from '../kit/time/Time.tsx'
import { claimRows } from './claims.ts'
import classes from './EventDrawer.module.css'

const LOOK: Record<Verification['result'], Look> = {
  verified: { word: 'Signature verified', tone: 'success', Icon: IconShieldCheck },
  'other-issuer': { word: 'Signature valid, issuer differs', tone: 'waiting', Icon: IconShieldQuestion },
  invalid: { word: 'Signature not valid', tone: 'failure', Icon: IconShieldX },
  unchecked: { word: 'Signature not checked', tone: 'off', Icon: IconShieldQuestion },
}

/** The security event token, decoded, with its signature checked and every claim explained (API 11, 12). */
export function TokenView({ detail: { token } }: { detail: EventDetail }) {
  if (token === null) {
    return (
      <section className={classes.section} aria-labelledby="token">
        <h3 id="token" className={classes.heading}>
          Token
        </h3>
        <p className={classes.quiet}>
          The stored payload is not a readable token; it stands under Request as it was sent.
        </p>
      </section>
    )
  }
  const { header, claims, verification } = token
  return (
    <section className={classes.section} aria-labelledby="token">
      <h3 id="token" className={classes.heading}>
        Token <ToneBadge look={LOOK[verification.result]} />
      </h3>
      <p className={classes.quiet}>{verification.explanation}</p>
      <dl className={classes.claims}>
        {claimRows(claims).map(({ name, value, time, words }) => (
          <div key={`${name} ${String(value)}`}>
            <dt>
              <code>{name}</code>
              <span>{words}</span>
            </dt>
            <dd>
              <LongText text={typeof value === 'string' ? value : JSON.stringify(value)} />
              {time ? (
                <span className={classes.quiet}>
                  {' '}
                  <Time at={time} absolute />
                </span>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
      <details className={classes.section}>
        <summary>Header and claims as JSON</summary>
        <CodeBlock code={JSON.stringify({ header, claims }, null, 2)} label="token as JSON" />
      </details>
    </section>
  )
}
