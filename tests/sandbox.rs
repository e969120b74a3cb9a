//! Owns the promises of the sandbox itself: nothing of the machine leaks into a run.
//! Refuses to test the program.

use crate::support::Sandbox;

#[test]
fn git_sees_only_the_configuration_of_the_sandbox() {
    let sandbox = Sandbox::new();
    sandbox.git(&["init", "-q"]);
    assert_eq!(sandbox.git(&["config", "user.email"]).trim(), "lina@example.com");
    assert_eq!(sandbox.git(&["symbolic-ref", "HEAD"]).trim(), "refs/heads/main");
    let origins = sandbox.git(&["config", "--list", "--show-origin"]);
    let home = sandbox.path("home/.gitconfig").display().to_string();
    let foreign: Vec<&str> =
        origins.lines().filter(|line| !line.contains(&home) && !line.contains(".git/config")).collect();
    assert!(foreign.is_empty(), "{foreign:?}");
}

#[test]
fn runs_read_alike_wherever_and_whenever_they_ran() {
    let sandbox = Sandbox::new();
    sandbox.git(&["init", "-q"]);
    sandbox.write("crm/a.toml", "name = \"a\"\n");
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "-q", "-m", "a"]);
    let mut command = std::process::Command::new("git");
    command.arg("-C").arg(sandbox.crm_path()).args(["log", "-1", "--format=[%h] %H%n1234567890 deadbeef"]);
    let mut output = command.output().unwrap();
    output.stderr.extend_from_slice(sandbox.crm_path().display().to_string().as_bytes());
    let shown = sandbox.finish(output).shown();
    assert_eq!(shown, "[commit] commit\n1234567890 deadbeef\n--- stderr\n[tmp]/crm\n--- status 0");
}

#[test]
fn every_run_has_a_seed_of_its_own() {
    let sandbox = Sandbox::new();
    let seeds: Vec<_> = (0..2).map(|_| seed(&sandbox.command(&[]))).collect();
    assert_eq!(seeds, ["1", "2"]);
}

#[test]
fn runs_take_input_and_leave_files_in_their_own_place() {
    let sandbox = Sandbox::crm();
    assert_eq!(sandbox.run(&["--version"]).status, 0);
    assert_eq!(sandbox.run_with(&["--version"], "ignored").status, 0);
    assert!(sandbox.read("home/.gitconfig").contains("name = Li Na"));
}

fn seed(command: &std::process::Command) -> String {
    let found = command.get_envs().find(|(name, _)| *name == "GUANXI_SEED").and_then(|(_, value)| value);
    found.map(|value| value.to_string_lossy().into_owned()).unwrap_or_default()
}
