"""A calendar as libical reads it: its events, times in UTC by the calendar's own VTIMEZONE. None where libical.so.3 is not there."""
import ctypes


def _library():
    try:
        lib = ctypes.CDLL('libical.so.3')
    except OSError:
        return None
    for name, result, arguments in (('icalparser_parse_string', ctypes.c_void_p, [ctypes.c_char_p]),
                                    ('icalcomponent_count_errors', ctypes.c_int, [ctypes.c_void_p]),
                                    ('icalcomponent_get_first_component', ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_int]),
                                    ('icalcomponent_get_next_component', ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_int]),
                                    ('icalcomponent_get_uid', ctypes.c_char_p, [ctypes.c_void_p]),
                                    ('icalcomponent_get_sequence', ctypes.c_int, [ctypes.c_void_p]),
                                    ('icalcomponent_get_first_property', ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_int]),
                                    ('icalcomponent_get_next_property', ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_int]),
                                    ('icalcomponent_strip_errors', None, [ctypes.c_void_p]),
                                    ('icalproperty_as_ical_string', ctypes.c_char_p, [ctypes.c_void_p]),
                                    ('icaltimezone_new', ctypes.c_void_p, []),
                                    ('icaltimezone_set_component', ctypes.c_int, [ctypes.c_void_p, ctypes.c_void_p]),
                                    ('icaltime_from_string', Time, [ctypes.c_char_p]),
                                    ('icaltime_convert_to_zone', Time, [Time, ctypes.c_void_p]),
                                    ('icaltime_set_timezone', Time, [ctypes.POINTER(Time), ctypes.c_void_p]),
                                    ('icaltimezone_get_utc_timezone', ctypes.c_void_p, []),
                                    ('icaltime_as_ical_string', ctypes.c_char_p, [Time])):
        function = getattr(lib, name)
        function.restype, function.argtypes = result, arguments
    return lib


class Time(ctypes.Structure):
    """struct icaltimetype of libical 3."""
    _fields_ = [(name, ctypes.c_int) for name in ('year', 'month', 'day', 'hour', 'minute', 'second', 'is_date', 'is_daylight')] + [('zone', ctypes.c_void_p)]


ANY_PROPERTY, VEVENT, VTIMEZONE = 0, 4, 15


def events(text):
    """A dict for each event: UID, SEQUENCE, STATUS, DTSTART, and 'utc' where a time of a zone was given."""
    lib = _library()
    if lib is None:
        return None
    calendar = lib.icalparser_parse_string(text)
    assert calendar, 'libical reads no calendar'
    assert lib.icalcomponent_count_errors(calendar) == 0, 'libical finds errors'
    zone = None
    described = lib.icalcomponent_get_first_component(calendar, VTIMEZONE)  # none when hours float
    if described:
        zone = lib.icaltimezone_new()
        assert lib.icaltimezone_set_component(zone, described)
    found = []
    event = lib.icalcomponent_get_first_component(calendar, VEVENT)
    while event:
        one = {}
        line = lib.icalcomponent_get_first_property(event, ANY_PROPERTY)
        while line:
            name, value = lib.icalproperty_as_ical_string(line).decode().replace('\r\n ', '').strip().split(':', 1)
            one[name.split(';')[0]] = value
            if name.startswith('DTSTART;TZID='):
                time = lib.icaltime_from_string(value.encode())
                lib.icaltime_set_timezone(ctypes.byref(time), zone)
                one['utc'] = lib.icaltime_as_ical_string(lib.icaltime_convert_to_zone(time, lib.icaltimezone_get_utc_timezone())).decode()
            line = lib.icalcomponent_get_next_property(event, ANY_PROPERTY)
        one['sequence'] = lib.icalcomponent_get_sequence(event)
        found.append(one)
        event = lib.icalcomponent_get_next_component(calendar, VEVENT)
    return found
