/** The pages to offer: first, last, and those around the current one; `null` stands for a gap. */
export function pageNumbers(page: number, pages: number): (number | null)[] {
  const near = new Set([1, pages, page - 1, page, page + 1].filter((number) => number >= 1 && number <= pages))
  if (page <= 3) for (let number = 1; number <= Math.min(4, pages); number++) near.add(number)
  if (page >= pages - 2) for (let number = Math.max(1, pages - 3); number <= pages; number++) near.add(number)
  const shown = [...near].sort((a, b) => a - b)
  return shown.flatMap((number, index) =>
    index > 0 && number - (shown[index - 1] ?? 0) > 1 ? [null, number] : [number],
  )
}
