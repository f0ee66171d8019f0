/** The header of every answer of the console's API with the server's time, in ms since 1970: browsers' clocks are set wrong. */
export const TIME_HEADER = 'x-console-time'

/** The header with the build of the interface that the answering process serves; a page of another one is out of date. */
export const BUILD_HEADER = 'x-console-build'
