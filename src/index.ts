/** The public API. */
export { type Built, build, check } from './build.ts'
export type { Draft, Request } from './draft.ts'
export { VERSION } from './engine.ts'
export { type Explanation, explain } from './explain.ts'
export type { Column, Figure, Figures, Row, Table } from './figures/figure.ts'
export type { Output } from './outputs.ts'
export { type Place, type Problem, Refusal } from './problem.ts'
export { type Files, type Log, realWorld, type World } from './world.ts'
