//! The `guanxi` command: hands over to the shell layer and returns its exit code.

fn main() -> std::process::ExitCode {
    guanxi::cli::main()
}
