/** The model's figures corrected and withheld, as a data officer does it in the files. */
import type { Project } from './project.ts'

const DATA = 'data/voluntary-return'

/** April 2020 had 63 returns by the agency, not 61: only that cell. */
export function correctApril(project: Project): void {
  project.edit(`${DATA}/returns-by-month.csv`, '2020-04,fedasil,61,', '2020-04,fedasil,63,')
}

/** Every other cell that must follow. */
export function correctTheRest(project: Project): void {
  project.edit(`${DATA}/returns-by-month.csv`, '2020-04,_T,61,', '2020-04,_T,63,')
  project.edit(`${DATA}/returns-by-year.csv`, '2020,1847,', '2020,1849,')
  project.edit(`${DATA}/returns-by-organiser.csv`, '2020,fedasil,1827,', '2020,fedasil,1829,')
  project.edit(`${DATA}/returns-by-organiser.csv`, '2020,_T,1847,', '2020,_T,1849,')
  project.edit(`${DATA}/returns-by-category.csv`, '2020,no-legal-stay,1039,', '2020,no-legal-stay,1041,')
  project.edit(`${DATA}/returns-by-category.csv`, '2020,_T,1847,', '2020,_T,1849,')
  project.edit(`${DATA}/returns-by-destination.csv`, '2020,BR,480,', '2020,BR,482,')
  project.edit(`${DATA}/returns-by-destination.csv`, '2020,_T,1847,', '2020,_T,1849,')
}

/** Two small numbers, so that neither follows from the other: Belarus had 59 and Russia 58. */
export function withholdTwo(project: Project): void {
  project.edit(`${DATA}/returns-by-destination.csv`, '2020,BY,59,A,F,', '2020,BY,,Q,C,')
  project.edit(`${DATA}/returns-by-destination.csv`, '2020,RU,58,A,F,', '2020,RU,,Q,C,')
}

export const CORRECTION = [
  '--by',
  'Hoofd statistiek',
  '--reason',
  'nl=Twee dossiers van april waren niet meegeteld.',
  '--reason',
  'fr=Deux dossiers d’avril n’avaient pas été comptés.',
]
export const WITHDRAWAL = [
  '--by',
  'Hoofd statistiek',
  '--reason',
  'nl=Bij kleine aantallen waren mensen herkenbaar.',
  '--reason',
  'fr=De petits effectifs permettaient de reconnaître des personnes.',
]
