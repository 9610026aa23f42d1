/** For whom the page is made. */

/** What came of something that was asked for, told once. */
export interface Told {
  readonly done: boolean
  readonly sentence: string
}

export interface View {
  /** Secret of the session, for its forms; null for whoever is not signed in, and may only look. */
  readonly csrf: string | null
  /** Whether there is a token to sign in with. */
  readonly canSignIn: boolean
  /** In which the clocks are read, as the IANA list names it. */
  readonly zone: string
  readonly told: Told | null
}
