/**
 * The value of `Content-Disposition` for a file to be saved under a name, whatever letters are in it (RFC 6266): plain
 * ones for old readers, all of them for the others. What no file system takes becomes a hyphen.
 */
export function attachment(name: string): string {
  const safe = name.replace(/[\p{Cc}\p{Cf}\p{Cs}/\\:*?"<>|%]+/gu, '-').replace(/^[.\s]+/, '')
  const plain = safe
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]+/g, '-')
  const full = encodeURIComponent(safe).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`
}
