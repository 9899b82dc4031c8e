/** An error as an AWS service reports it; the protocol decides how it looks on the wire. */
export class AwsError extends Error {
  /** For example `ClientException` or `ValidationError`; what the SDK shows as the error's name. */
  readonly code: string;
  /** HTTP status: 4xx is the caller's fault, 5xx the service's. */
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
  }
}
