import type { ApiRoute } from '../../http/guard.ts'
import type { RouteServices } from '../services.ts'
import { cancelExport } from './cancel-export.ts'
import { downloadExport } from './download-export.ts'
import { findExportFile } from './find-export-file.ts'
import { getExport } from './get-export.ts'
import { listExports } from './list-exports.ts'
import { startExport } from './start-export.ts'
import { startRunFromFile } from './start-run-from-file.ts'

/** Returns the routes of the exports of a subscription (API 10), and the one that replays their files. */
export function exportRoutes(services: RouteServices): ApiRoute[] {
  return [
    listExports(services),
    startExport(services),
    getExport(services),
    cancelExport(services),
    findExportFile(services),
    downloadExport(services),
    startRunFromFile(services),
  ]
}
