/** The examples of `deploy/` that no test starts: what the tools of their systems say of them, and whether they fit the console. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import * as apps from 'kubernetes-models/apps/v1'
import * as networking from 'kubernetes-models/networking.k8s.io/v1'
import * as policy from 'kubernetes-models/policy/v1'
import * as core from 'kubernetes-models/v1'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import manifest from '../../package.json' with { type: 'json' }
import { readImage } from '../testing/artefact/image.ts'
import { ran } from '../testing/ran.ts'

const root = resolve(import.meta.dirname, '../..')
const example = (name: string) => readFileSync(join(root, 'deploy', name), 'utf8')

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'console-deploy-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('the unit of systemd', () => {
  const analyse = (...args: string[]) => spawnSync('systemd-analyze', args, { encoding: 'utf8' })
  const missing = analyse('--version').status === 0 ? undefined : 'systemd-analyze is not installed here'
  const unit = example('webhooks-console.service')
  const written = () => {
    const file = join(folder, 'webhooks-console.service')
    // Only a command that is there is one to systemd.
    writeFileSync(file, unit.replace('/opt/webhooks-console/bin', join(root, 'bin')))
    return file
  }

  it('is one that systemd understands', ({ skip }) => {
    if (missing) skip(missing)
    const { status, stderr } = analyse('verify', written())
    expect([status, stderr]).toEqual([0, ''])
  })

  it('leaves the service little of the host', ({ skip }) => {
    if (missing) skip(missing)
    const { stdout, status } = analyse('security', '--offline=true', '--threshold=15', '--no-pager', written())
    expect([status, stdout]).toEqual([0, expect.stringContaining('Overall exposure level')])
  })

  it('keeps a wrong configuration from being started again and again', () => {
    expect(unit).toMatch(/^RestartPreventExitStatus=78$/m)
  })
})

// biome-ignore lint/suspicious/noExplicitAny: a class for each kind, each with a schema of its own
const MODELS: Record<string, Record<string, any>> = {
  v1: core,
  'apps/v1': apps,
  'networking.k8s.io/v1': networking,
  'policy/v1': policy,
}

describe('the example for Kubernetes', () => {
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into resources of every kind
  const resources: any[] = parseAllDocuments(example('kubernetes.yaml')).map((document) => document.toJS())
  const of = (kind: string) => resources.find((resource) => resource.kind === kind)
  const { template } = of('Deployment').spec
  const [container] = template.spec.containers

  it.each(resources.map((resource) => [resource.kind, resource]))('has a valid %s', (kind, resource) => {
    const Model = MODELS[resource.apiVersion]?.[kind]
    expect(() => new Model(resource).validate()).not.toThrow()
  })

  it('selects its own pods everywhere', () => {
    const { labels } = template.metadata
    const selectors = [
      of('Deployment').spec.selector.matchLabels,
      of('PodDisruptionBudget').spec.selector.matchLabels,
      of('NetworkPolicy').spec.podSelector.matchLabels,
      of('Service').spec.selector,
    ]
    expect(selectors).toEqual(selectors.map(() => labels))
    expect(resources.filter(({ kind }) => kind !== 'Namespace').map(({ metadata }) => metadata.namespace)).toEqual(
      resources.slice(1).map(() => of('Namespace').metadata.name),
    )
  })

  it('goes with the image, leaves one pod always, and gives one that leaves its time', () => {
    const { user, env } = readImage()
    expect(template.spec.securityContext).toMatchObject({
      runAsUser: user.uid,
      runAsGroup: user.gid,
      runAsNonRoot: true,
    })
    expect(container.ports[0].containerPort).toBe(Number(env.PORT))
    expect(container.image).toMatch(new RegExp(`:${manifest.version}$`))
    expect(container.volumeMounts.map(({ mountPath }: { mountPath: string }) => mountPath)).toContain(
      resolve(env.CONSOLE_CONFIG ?? '', '..'),
    )
    expect(of('PodDisruptionBudget').spec.minAvailable).toBeLessThan(of('Deployment').spec.replicas)
    const { terminationGracePeriodSeconds } = template.spec
    expect(terminationGracePeriodSeconds).toBeGreaterThan(container.lifecycle.preStop.sleep.seconds + 5 + 13)
  })

  it('has a configuration that the console takes', async () => {
    const secrets = join(folder, 'secrets')
    mkdirSync(secrets)
    const [, mounted] = container.volumeMounts
    const config: string = of('ConfigMap').data['console.jsonc']
    for (const [, name = ''] of config.matchAll(new RegExp(`"${mounted.mountPath}/([\\w-]+)"`, 'g')))
      writeFileSync(join(secrets, name), name === 'database' ? 'postgres://u:p@db/console' : 'secret')
    const file = join(folder, 'console.jsonc')
    writeFileSync(file, config.replaceAll(mounted.mountPath, secrets))
    expect(await ran(['check-config', '--config', file])).toMatchObject({ code: 0, err: '' })
  })
})

describe('the Containerfile', () => {
  it('starts the command of the artefact, in the place that it copies it to', () => {
    const { entrypoint, user } = readImage()
    expect(entrypoint).toEqual(['/opt/webhooks-console/bin/webhooks-console'])
    expect(existsSync(join(root, 'bin/webhooks-console'))).toBe(true)
    expect(user.uid).toBeGreaterThan(0)
    expect(example('Containerfile').match(/^COPY --from=\w+ \/console \/opt\/webhooks-console$/gm)).toHaveLength(2)
  })

  it('gets no more of the repository than a build wants', () => {
    const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n')
    expect(ignored).toEqual(expect.arrayContaining(['.git', 'node_modules', 'dist', '.data']))
  })
})
