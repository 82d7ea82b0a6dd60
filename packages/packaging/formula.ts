/** The Homebrew formula of pictl: installs the npm package, checked by its hash, on Homebrew's own Node. */
export interface FormulaOptions {
  readonly description: string;
  /** URL of the folder with the release's files. */
  readonly url: string;
  /** File name of the npm package; its hash is in hex. */
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
