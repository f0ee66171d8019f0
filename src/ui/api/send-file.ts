interface SendFileOptions {
  method: string
  headers: Record<string, string>
  file: Blob
  signal?: AbortSignal | undefined
  /** Bytes sent so far. */
  onSent?: ((bytes: number) => void) | undefined
}

/**
 * Sends a file as the body of a request, straight from the disk, and reports how much is sent, which `fetch` does not.
 * It resolves like `fetch`, and rejects like it when no reply came or `signal` aborted.
 */
export function sendFile(path: string, { method, headers, file, signal, onSent }: SendFileOptions): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const stop = () => request.abort()
    request.open(method, path)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded }) => onSent?.(loaded)
    request.onload = () => {
      const id = request.getResponseHeader('x-request-id')
      resolve(new Response(request.responseText, { status: request.status, headers: id ? { 'x-request-id': id } : {} }))
    }
    request.onerror = () => reject(new TypeError('No answer came'))
    request.onabort = () => reject(signal?.reason ?? new TypeError('Given up'))
    request.onloadend = () => signal?.removeEventListener('abort', stop)
    signal?.throwIfAborted()
    signal?.addEventListener('abort', stop, { once: true })
    request.send(file)
  })
}
