interface VitestReport {
  testResults: { status: string; assertionResults: { status: string; fullName: string }[] }[];
}

export function countReport(
  report: VitestReport | undefined,
  code: number,
): { passed: number; failed: number; skipped: number; skippedTitles: string[] };
