"""What the scripts beside this one count, and the last line that tests/run.sh reads."""
import sys
import traceback

passed = failed = 0


def same(what, found, wanted):
    global passed, failed
    if found == wanted:
        passed += 1
        return
    failed += 1
    print(f'FAILED {what}: {str(found)[:400]} instead of {str(wanted)[:400]}')


def holds(what, right, said=''):
    global passed, failed
    passed += bool(right)
    failed += not right
    if not right:
        print('FAILED', what, said)


def ended():
    """The last line of a script without a `main`, and its exit status."""
    print(f'{passed} passed, {failed} failed')
    return 1 if failed else 0


def count(main):
    """Runs `main`; an exception is a failure, too. Gives the exit status."""
    global failed
    try:
        main()
    except Exception:
        traceback.print_exc()
        failed += 1
        print('FAILED the run ended early')
    return ended()
