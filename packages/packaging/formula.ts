/** What Homebrew reads to install pictl: the npm package by its hash, on Homebrew's own Node. */
export interface FormulaOptions {
  readonly description: string;
  /** Folder of the release's files. */
  readonly url: string;
  /** Of the npm package, with its hash in hex. */
  readonly file: string;
  readonly sha256: string;
}

export const formula = ({ description, url, file, sha256 }: FormulaOptions): string => `class Pictl < Formula
  desc ${JSON.stringify(description)}
  homepage "${new URL(url).origin}"
  url "${url}/${file}"
  sha256 "${sha256}"
  license "MIT"

  depends_on "node"

  def install
    system "npm", "install", *std_npm_args
    bin.install_symlink libexec.glob("bin/*")
    man1.install "pictl.1"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/pictl --version")
  end
end
`;
