import { once } from 'node:events'
import type { RequestListener, Server } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'

/** The authority that signed the certificate of `listener.test`. Made for the tests; nobody else trusts it. */
export const TEST_CA = `-----BEGIN CERTIFICATE-----
MIIBZzCCAQygAwIBAgICEAEwCgYIKoZIzj0EAwIwGTEXMBUGA1UEAwwOVGVzdCBh
dXRob3JpdHkwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBkxFzAV
BgNVBAMMDlRlc3QgYXV0aG9yaXR5MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
1RPd355Tk+7fHEIsCI8dryAuYCCZYU9bLJp/PDWpm2tloRdIaoHeZtHMtmyMkd6d
5tDUMxJ+o57gWysHpkWVMKNCMEAwDwYDVR0TAQH/BAUwAwEB/zAOBgNVHQ8BAf8E
BAMCAgQwHQYDVR0OBBYEFAmy1FWNW6mfE8OCMSoFoId/zKocMAoGCCqGSM49BAMC
A0kAMEYCIQC3SYJTsSWSFbTLsnmi/+Fiq98L4bkzI7tIu6eZB7v10AIhALvK6j0Q
urZb10aWEK4NEEDSH+7gC9HsktIR5wExAnNg
-----END CERTIFICATE-----`

/** The certificate of `listener.test`. */
export const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBoDCCAUWgAwIBAgICEAIwCgYIKoZIzj0EAwIwGTEXMBUGA1UEAwwOVGVzdCBh
dXRob3JpdHkwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBgxFjAU
BgNVBAMMDWxpc3RlbmVyLnRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQ4
4vS5PZC3edn8IyXy75sbqv520jUP/X6Fq7CPbvRYkfZz8EEPYSkzkubzqr+3fEGv
mJv3rqtdNGMwvCMmNoECo3wwejAYBgNVHREEETAPgg1saXN0ZW5lci50ZXN0MAkG
A1UdEwQCMAAwEwYDVR0lBAwwCgYIKwYBBQUHAwEwHQYDVR0OBBYEFDBOVC/DpeIP
LbEG8cg91xWEf7tqMB8GA1UdIwQYMBaAFAmy1FWNW6mfE8OCMSoFoId/zKocMAoG
CCqGSM49BAMCA0kAMEYCIQD9uQo0LMoZDj22ea5erf813SK5Xr5SUC3AjgdgijFu
9AIhAOhLTdCrgmbSuFzBYdpUNyDNK+l5ZzjBIFG/eK8CVn1o
-----END CERTIFICATE-----`

/** The key of that certificate, which is for a name that does not exist. */
export const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgOUZuML4b8L7FcKxV
SWM74RqLoL9WTFQdKsifRfvEg0mhRANCAAQ44vS5PZC3edn8IyXy75sbqv520jUP
/X6Fq7CPbvRYkfZz8EEPYSkzkubzqr+3fEGvmJv3rqtdNGMwvCMmNoEC
-----END PRIVATE KEY-----`

/** An https server on this machine with the certificate of `listener.test`. */
export async function createTlsListener(answer: RequestListener): Promise<{ port: number; server: Server }> {
  const server = createServer({ cert: CERTIFICATE, key: KEY }, answer)
  server.on('tlsClientError', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, server }
}
